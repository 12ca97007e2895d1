// The page around every report: its head, and the style sheet with system fonts, one column, light and dark, narrow screens and paper.
import { type Html, html, trustedHtml } from './html-template.ts';

const light = `
  --page: #ffffff; --surface: #f7f8f9; --ink: #1b1f24; --quiet: #57606a; --line: #d9dee3; --link: #0b5394;
  --reproduced: #00694b; --not-reproduced: #b03a00; --inconclusive: #7a5800; --invalid: #8a2f67; --not-run: #57606a;
  --series-1: #0072b2; --series-2: #d55e00; --series-3: #009e73; --series-4: #b8588f; --series-5: #c98a00;
  --series-6: #3a9bd0; --series-7: #1b1f24; --threshold: #b03a00;`;

const dark = `
  --page: #14171a; --surface: #1c2024; --ink: #e4e7ea; --quiet: #9da7b1; --line: #343a41; --link: #7fbcf0;
  --reproduced: #46cfa0; --not-reproduced: #ff9a5c; --inconclusive: #efc04a; --invalid: #eba3cd; --not-run: #9da7b1;
  --series-1: #56b4e9; --series-2: #f0803a; --series-3: #2cc79a; --series-4: #dd9cc2; --series-5: #e69f00;
  --series-6: #9fd4f5; --series-7: #e4e7ea; --threshold: #ff9a5c;`;

/** One self-contained file. */
export function renderPage(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trustedHtml(pageStyle)}</style>
</head>
<body>
${body}
</body>
</html>
`.markup;
}

/** For an element around what confirms nothing: it is not in the colour of what does. */
export function withoutGreen(isExploratory: boolean): Html | null {
  return isExploratory ? html` style="--reproduced: var(--quiet)"` : null;
}

const pageStyle = `
:root { color-scheme: light dark; ${light} }
@media screen and (prefers-color-scheme: dark) { :root { ${dark} } }
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0 auto; padding: 2.5rem 1.5rem 5rem; max-width: 68rem; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: .06em; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: .5rem; background: var(--page); padding: .3rem .6rem; }
h1, h2, h3, h4, h5 { line-height: 1.25; text-wrap: balance; margin: 0; font-weight: 650; }
h1 { font-size: 2rem; letter-spacing: -.015em; margin-top: .25rem; }
h2 { font-size: 1.4rem; letter-spacing: -.01em; margin: 3.5rem 0 1rem; }
h3 { font-size: 1.2rem; margin: .5rem 0 .5rem; }
h4 { font-size: .95rem; margin: 2rem 0 .6rem; }
h5 { font-size: .95rem; display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .75rem; }
p { margin: 0 0 .75rem; max-width: 46rem; }
.kicker, .note, .quiet, .unit, figcaption, .caption { color: var(--quiet); }
.kicker { margin: 0; font-size: .9rem; }
.lead { font-size: 1.15rem; margin: .5rem 0 1.25rem; }
.note { font-size: .85rem; margin-top: .9rem; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .86em; }
code { overflow-wrap: anywhere; }
pre { margin: 0 0 1rem; padding: .75rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 6px;
  white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
pre code { font-size: inherit; }
.hash { color: var(--quiet); }
.tag { font-size: .78rem; color: var(--quiet); border: 1px solid var(--line); border-radius: 4px; padding: 0 .4em; white-space: nowrap; font-weight: 400; }

.verdict { display: inline-flex; align-items: baseline; gap: .4em; font-weight: 600; white-space: nowrap; }
.icon { flex: none; align-self: center; width: 1em; height: 1em; }
.verdict.reproduced, .pass { color: var(--reproduced); }
.verdict.not-reproduced, .fail { color: var(--not-reproduced); }
.verdict.inconclusive { color: var(--inconclusive); }
.verdict.invalid { color: var(--invalid); }
.verdict.not-run { color: var(--not-run); }
.pass, .fail { white-space: nowrap; }
h5 .verdict { font-size: .85rem; }

.counts { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem 1.75rem; margin: 0 0 1.5rem; padding: 0; }
.counts .verdict { font-weight: 500; }
.facts { margin: 0 0 1rem; display: grid; gap: .35rem; max-width: 54rem; }
.facts div { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 1rem; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.facts.small { font-size: .88rem; }
.warnings { margin-top: 1.5rem; padding: .8rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--inconclusive); border-radius: 4px; }
.warnings h2 { font-size: 1rem; margin: 0 0 .3rem; }
.warnings ul { margin: 0; padding-left: 1.2rem; }

table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
.caption { font-size: .85rem; margin-bottom: .35rem; }
th { font-weight: 600; text-align: left; }
thead th { color: var(--quiet); font-weight: 500; font-size: .82rem; border-bottom: 1px solid var(--ink); vertical-align: bottom; }
th, td { padding: .5rem 1.1rem .5rem 0; vertical-align: baseline; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; margin-bottom: 1rem; }
.scroll table { min-width: min(100%, 26rem); }
.scroll tbody th { font-weight: 500; }
.scroll th.name { min-width: 7.5rem; }
.scroll .prose { min-width: 15rem; max-width: 34rem; }
.verdicts { width: 100%; }
.verdicts .unit, .verdicts .id { display: block; font-size: .78rem; font-weight: 400; color: var(--quiet); }
.verdicts .id { margin-top: .1rem; }
.verdicts .effect, .verdicts .task { white-space: nowrap; }
.coverage .prose { min-width: 16rem; }
.plain { list-style: none; margin: 0; padding: 0; display: grid; gap: .2rem; }
.plain .verdict { margin-right: .5em; }
.plain .quiet { white-space: nowrap; }

.claim { padding-top: 2.25rem; margin-top: 2.25rem; border-top: 1px solid var(--line); }
#claims-title + .claim { border-top: 0; margin-top: 0; padding-top: 0; }
.claim-head { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .9rem; margin: 0; }
.claim-head .id { color: var(--quiet); }
.reason { font-size: 1.05rem; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); font-style: italic; max-width: 46rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 1.25rem; align-items: start; margin: 1.75rem 0; }
figure { margin: 0; padding: 1rem 1.1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; min-width: 0; break-inside: avoid; }
figure h4 { margin: 0 0 .5rem; }
.plot { overflow-x: auto; }
.plot svg { display: block; }
.rates { max-width: 32rem; padding: .75rem 1rem; margin-top: .9rem; }
.rates p { margin: 0 0 .5rem; font-size: .92rem; }
figcaption { font-size: .82rem; line-height: 1.45; margin-top: .4rem; }
.part { margin-bottom: 1.5rem; }
.part p { margin: .35rem 0; }
.part .caption { margin: .9rem 0 .35rem; }
details { margin: 1.5rem 0; }
summary { cursor: pointer; font-weight: 600; font-size: .95rem; }
details .caption { margin-top: .8rem; }
details .scroll { max-height: 28rem; overflow-y: auto; }
.up { font-size: .85rem; margin-top: 1.25rem; }

@media screen and (max-width: 46rem) {
  body { padding: 1.5rem 1rem 4rem; }
  h1 { font-size: 1.6rem; }
  .facts div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts { gap: .6rem; }
  figure { padding: .8rem .75rem; }
}
@media screen and (max-width: 64rem) {
  .verdicts, .verdicts tbody { display: block; }
  .verdicts thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .verdicts tr { display: grid; gap: .15rem; padding: .9rem 0; border-bottom: 1px solid var(--line); }
  .verdicts th, .verdicts td { padding: 0; border: 0; }
  .verdicts th { margin-bottom: .35rem; }
  .verdicts td[data-label] { display: grid; grid-template-columns: 6rem minmax(0, 1fr); text-align: left; white-space: normal; }
  .verdicts td[data-label]::before { content: attr(data-label); color: var(--quiet); }
  .verdicts td[data-label] .unit { grid-column: 2; }
}
@media print {
  body { padding: 0; max-width: none; font-size: 10pt; }
  .skip, .up { display: none; }
  a { color: inherit; text-decoration: none; }
  .scroll, .plot { overflow: visible; max-height: none; }
  h2, h3, h4, h5 { break-after: avoid; }
  tr, .part, .facts div { break-inside: avoid; }
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .plot svg { min-width: 0 !important; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
`;
