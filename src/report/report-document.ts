export type * from '../execution/report-document.ts';
