// A document with what stands between two markers replaced: the rest of it is a person's, and stays as it is.
import { HarnessError } from '../../src/errors/harness-error.ts';

/** @throws HarnessError `not-readable` if the markers are not there, once each and in order */
export function betweenMarkers(
  text: string,
  { name, content, where }: { readonly name: string; readonly content: string; readonly where: string },
): string {
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const [before, rest, ...more] = text.split(start);
  const [old, after, ...evenMore] = (rest ?? '').split(end);
  if (before === undefined || old === undefined || after === undefined || more.length + evenMore.length > 0)
    throw new HarnessError('not-readable', {
      what: `The place for the table "${name}" is not there.`,
      where,
      expected: `${start} and then ${end}, once each`,
      next: 'put both lines where the table belongs, and run `npm run readme`',
    });
  return `${before}${start}\n${content}\n${end}${after}`;
}
