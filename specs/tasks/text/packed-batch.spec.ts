// Documents one after another: none is lost, and each row is found again in its document and its document in the rows.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { packDocuments } from '../../../src/tasks/text/text-world.ts';
import { packedBatch, textBatch } from '../../../src/tasks/text/world-of-text.ts';
import { refusal } from '../../refusal.ts';

const arbitraryDocuments = fc.array(fc.array(fc.nat(50), { minLength: 2, maxLength: 9 }), {
  minLength: 1,
  maxLength: 12,
});

describe('a packed batch', () => {
  law.prop([arbitraryDocuments, fc.integer({ min: 1, max: 9 })])(
    'holds each token, what follows it, and where it stood',
    (rows, spare) => {
      const documents = packDocuments(rows);
      const shown = rows.reduce((sum, row) => sum + row.length - 1, 0);
      const batch = packedBatch([{ documents, rows: [...rows.keys()] }], {
        loss: 'all-tokens',
        packedRows: shown + spare,
      });
      const numbers = (name: string) => [...(batch[name]?.values ?? [])];
      expect(numbers('tokens').slice(0, shown)).toEqual(rows.flatMap((row) => row.slice(0, -1)));
      expect(numbers('answers').slice(0, shown)).toEqual(rows.flatMap((row) => row.slice(1)));
      expect(numbers('positions').slice(0, shown)).toEqual(rows.flatMap((row) => [...row.slice(1).keys()]));
      expect(numbers('weights').filter((weight) => weight > 0)).toHaveLength(shown);
      expect(numbers('weights').reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
      const [cells, places] = [numbers('cells'), numbers('places')];
      const columns = documents.length;
      expect(places).toHaveLength(rows.length * columns);
      for (const [cell, place] of places.entries()) {
        const isShown = cell % columns < (rows[Math.floor(cell / columns)] as number[]).length - 1;
        expect(isShown ? cells[place] : place).toBe(isShown ? cell : shown + spare - 1);
      }
      // What an empty row reads is nobody's.
      for (const cell of cells.slice(shown)) expect(places[cell as number]).toBe(shown + spare - 1);
    },
  );

  law.prop([arbitraryDocuments])('asks what a batch that is filled up asks, in the rows that answer', (rows) => {
    const answers = rows.map((row) => Math.min(2, row.length - 1));
    const documents = packDocuments(rows, answers);
    const parts = [{ documents, rows: [...rows.keys()] }];
    const shown = rows.reduce((sum, row) => sum + row.length - 1, 0);
    const [packed, padded] = [
      packedBatch(parts, { loss: 'answers', packedRows: shown + 1 }),
      textBatch(parts, 'answers'),
    ];
    expect([packed.answers, packed.weights]).toEqual([padded.answers, padded.weights]);
    const length = padded.tokens.shape[2] as number;
    const stood = [...(packed.asked?.values ?? [])].map((row) => packed.cells?.values[row] as number);
    const inDocument = stood.map((cell) => Math.floor(cell / documents.length) * length + (cell % documents.length));
    expect(inDocument).toEqual([...(padded.asked?.values ?? [])]);
  });

  it('is refused where no row would stay empty', () => {
    const documents = packDocuments([[1, 2, 3]]);
    expect(() => packedBatch([{ documents, rows: [0] }], { loss: 'all-tokens', packedRows: 2 })).toThrow(
      refusal('internal', 'more tokens than it has rows'),
    );
  });
});
