// A verdict word with its shape: the word carries the meaning, the shape and the colour only help the eye.
import type { VerdictWord } from '../../claims/verdict.ts';
import { verdictAppearance } from '../verdict-appearance.ts';
import { type Html, html, trustedHtml } from './html-template.ts';

export function verdictBadge(word: VerdictWord): Html {
  return html`<span class="verdict ${word}">${verdictIcon(word)}<span>${verdictAppearance(word).label}</span></span>`;
}

export function verdictIcon(word: VerdictWord): Html {
  const { icon } = verdictAppearance(word);
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${trustedHtml(icon)}</svg>`;
}
