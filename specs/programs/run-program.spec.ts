// A program ends with what it returns where that is an exit code, and well where it is anything else.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runProgram } from '../../lab/shared/run-program.ts';

const { exitCode, argv } = process;
afterEach(() => {
  process.exitCode = exitCode;
  process.argv = argv;
});

describe('a program', () => {
  it.each([
    [undefined, 0],
    [true, 0],
    [1, 1],
  ])('that returns %s ends with %i', async (returned, code) => {
    process.argv = argv.slice(0, 2);
    // What is typed to return nothing may be a function that returns something.
    const main = vi.fn(async () => returned) as unknown as () => Promise<void>;
    await runProgram({ usage: '', parse: () => ({ help: false }), main });
    expect(process.exitCode).toBe(code);
    expect(main).toHaveBeenCalledOnce();
  });
});
