// How many documents a stage has is known before anything is drawn.
import { test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { countDocuments } from '../../../../src/tasks/text/named-entities/count-documents.ts';
import { STAGES } from '../reading.ts';
import { arbitraryNamed, draw, named } from './named-examples.ts';

describe('documents of named entities', () => {
  law.prop([arbitraryNamed])('are as many as the configuration says', (config) => {
    const world = draw(config, 1);
    for (const stage of STAGES) {
      const { count, isLeast } = countDocuments(config, stage);
      expect([stage, isLeast, world.form.count(world.documents(stage, false))]).toEqual([stage, false, count]);
    }
  });

  it('are at least so many where works have facts of their own', () => {
    const config = named({ knowledge: { kind: 't-rex', sha256: 'ab'.repeat(32) } });
    expect(countDocuments(config, 'stage 1').isLeast).toBe(true);
  });
});
