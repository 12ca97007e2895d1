// The harness's own WebAssembly module: it is what its sources say, and a quiet guest in a memory that belongs to another.
import { describe, expect, it } from 'vitest';
import { compileKernels } from '../../kernels/compile-kernels.ts';
import { startWasmModule, type WasmMemory } from '../../src/tensors/wasm/wasm-module.ts';
import { WASM_MODULE_BASE64 } from '../../src/tensors/wasm/wasm-module-binary.ts';

const PAGE_BYTES = 65_536;
const UNTOUCHED = -77;
/** Node has the class; TypeScript's ES2023 knows nothing of it. */
const { Memory } = (globalThis as unknown as { WebAssembly: { Memory: new (size: { initial: number }) => WasmMemory } })
  .WebAssembly;

describe('the WebAssembly module', () => {
  it('is compiled from kernels/assembly, byte for byte', async () => {
    expect(Buffer.from(await compileKernels()).toString('base64')).toBe(WASM_MODULE_BASE64);
  });

  it('gives functions only, and touches nothing of the memory that it is started on', () => {
    const memory = new Memory({ initial: 4 });
    const bytes = new Uint8Array(memory.buffer).fill(7);
    const module = startWasmModule(memory);
    expect(Object.values(module).map((value) => typeof value)).toEqual(Object.keys(module).map(() => 'function'));
    expect(Object.keys(module)).toContain('product');
    expect(bytes.every((byte) => byte === 7)).toBe(true);
    expect(memory.buffer.byteLength).toBe(4 * PAGE_BYTES);
  });

  it('writes the numbers of a result and not one beside it, whatever the size', () => {
    const memory = new Memory({ initial: 4 });
    const heap = new Float32Array(memory.buffer);
    const module = startWasmModule(memory);
    const at = (place: number) => place * 4;
    for (let size = 1; size <= 40; size += 1) {
      heap.fill(UNTOUCHED);
      heap.fill(1, 0, 8000);
      // 1,000 numbers apart: inputs below 8,000, results above.
      module.gelu(at(0), at(8000), size);
      module.add(at(0), at(1000), at(9000), size);
      module.adamW(
        ...[0, 1000, 2000, 3000, 4000, 5000, 6000, 10_000, 11_000, 12_000].map(at),
        size,
        ...[0.1, 0.1, 1e-8],
      );
      module.layerNorm(...[0, 1000, 2000, 13_000, 14_000, 15_000].map(at), 3, size, 1e-5);
      module.product(at(0), at(size), 4, at(1000), 0, at(16_000), 5, size, size);
      module.transpose(at(0), at(18_000), size, 3);
      module.fill(at(19_000), 1, size);
      module.addRepeated(at(0), at(1000), at(20_000), 2, 3, size);
      module.sumBlocks(at(0), at(21_000), 2, 3, size);
      module.clipRow(at(0), at(22_000), size, 1);
      module.rootMeanSquareNorm(...[0, 1000, 23_000, 24_000, 25_000].map(at), 3, size, 1e-6);
      // The number 1, three times, of a table of two rows.
      module.gatherRows(...[0, 1000, 26_000].map(at), 3, 2, size);
      module.addedRows(...[0, 1000, 27_000].map(at), 3, 2, size);
      module.causalAttention(...[0, 28_000, 29_000].map(at), 2, 3, 1, size);
      module.causalAttentionGradient(...[0, 1000, 2000, 30_000, 31_000].map(at), 2, 3, 1, size);
      module.rotatePositions(...[0, 1000, 35_000].map(at), 2, 3, 1, 2 * size, size, 1);
      module.tokenCrossEntropy(...[0, 1000, 2000, 32_000, 33_000].map(at), 3, size + 1);
      module.tokenCrossEntropyGradient(...[0, 1000, 2000, 3000, 34_000].map(at), 3, size + 1);
      module.relu(at(0), at(37_000), size);
      module.step(at(0), at(38_000), size, 0);
      const sequenceEnds = [19_000 + size, 20_000 + 6 * size, 21_000 + 2 * size, 22_000 + size, 23_000 + 3 * size];
      sequenceEnds.push(24_000 + 3 * size, 25_003, 26_000 + 3 * size, 27_000 + 2 * size, 28_000 + 6 * size, 29_018);
      sequenceEnds.push(30_000 + 18 * size, 31_009, 32_001, 33_003 + 3 * size, 34_003 + 3 * size, 35_000 + 36 * size);
      sequenceEnds.push(37_000 + size, 38_000 + size);
      const ends = [8000 + size, 9000 + size, 10_000 + size, 11_000 + size, 12_000 + size, 13_000 + 3 * size];
      for (const end of [...ends, 14_000 + 3 * size, 15_003, 16_000 + 5 * size, 18_000 + 3 * size, ...sequenceEnds]) {
        expect(heap[end - 1], `written before ${end}`).not.toBe(UNTOUCHED);
        expect(heap[end], `not written at ${end}`).toBe(UNTOUCHED);
      }
      expect(heap.subarray(0, 8000).every((value) => value === 1)).toBe(true);
    }
  });
});
