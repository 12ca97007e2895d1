import { writeFileSync } from 'node:fs';
import { renderHtml } from '../../src/report/render-html.ts';
import { sampleDocument } from './sample-document.ts';

const t = Date.now();
const page = await renderHtml(sampleDocument);
console.log(page.length, Date.now() - t, page === (await renderHtml(sampleDocument)));
writeFileSync('/tmp/shots/report.html', page);
writeFileSync(
  '/tmp/shots/phone.html',
  `<body style="margin:0"><iframe src="report.html" style="border:0;width:390px;height:9000px"></iframe>`,
);
