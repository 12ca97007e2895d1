// What Stryker's JSON report says of the mutants of one file (mutation-testing-report-schema), as far as the table needs it.

/** `Ignored`: what only runs while a module loads, and prose (stryker.config.json). */
export type MutantStatus =
  | 'Killed'
  | 'Timeout'
  | 'Survived'
  | 'NoCoverage'
  | 'Ignored'
  | 'CompileError'
  | 'RuntimeError';

interface Position {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

export interface MutationReport {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly mutatorName: string;
          readonly replacement?: string;
          readonly status: string;
          readonly location: { readonly start: Position; readonly end: Position };
        }[];
      }
    >
  >;
}

/** A mutant that no spec notices. */
export interface Survivor {
  readonly file: string;
  /** The source line it starts on, trimmed. */
  readonly line: string;
  readonly lineNumber: number;
  /** "k < j => k <= j", spaces as one; a long text ends in "...". */
  readonly change: string;
}

export interface FileScore {
  readonly file: string;
  readonly killed: number;
  readonly timeout: number;
  readonly survived: number;
  readonly noCoverage: number;
  readonly ignored: number;
}

export function scoresOf({ files }: MutationReport): FileScore[] {
  return Object.entries(files).map(([file, { mutants }]) => {
    const count = (status: MutantStatus): number => mutants.filter((mutant) => mutant.status === status).length;
    return {
      file,
      killed: count('Killed'),
      timeout: count('Timeout'),
      survived: count('Survived'),
      noCoverage: count('NoCoverage'),
      ignored: count('Ignored'),
    };
  });
}

export function survivorsOf({ files }: MutationReport): Survivor[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map(({ location: { start, end }, replacement, mutatorName }) => {
        const text = lines
          .slice(start.line - 1, end.line)
          .map((line, index, all) => line.slice(0, index === all.length - 1 ? end.column - 1 : undefined))
          .map((line, index) => (index === 0 ? line.slice(start.column - 1) : line))
          .join(' ');
        return {
          file,
          line: lines[start.line - 1]?.trim() ?? '',
          lineNumber: start.line,
          change: `${brief(text)} => ${brief(replacement ?? mutatorName) || '(nothing)'}`,
        };
      });
  });
}

const LONGEST = 70;

function brief(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST)}...`;
}
