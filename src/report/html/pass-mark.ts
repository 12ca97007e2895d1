// Yes or no for a test, gate or control: a sign and a word, never a colour alone.
import { type Html, html } from './html-template.ts';

export function passMark(passed: boolean): Html {
  return passed ? html`<span class="pass">✓ yes</span>` : html`<span class="fail">✗ no</span>`;
}
