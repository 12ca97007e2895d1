// What a WebGPU adapter is called, and whether it computes in software.
import { describe, expect, it } from 'vitest';
import { describeAdapter, isSoftware } from '../../src/tensors/webgpu.ts';

describe('an adapter', () => {
  const adapter = {
    vendor: 'nvidia',
    architecture: 'hopper',
    device: '0x2330',
    description: 'NVIDIA: 550.90',
    isFallbackAdapter: false,
  };

  it('is named', () => {
    expect(describeAdapter(adapter)).toBe('WebGPU on nvidia, hopper, NVIDIA: 550.90');
    const nameless = { ...adapter, vendor: '', architecture: '', description: '' };
    expect(describeAdapter(nameless)).toBe('WebGPU on 0x2330');
    expect(describeAdapter({ ...nameless, device: '' })).toBe('WebGPU on an adapter without a name');
  });

  it.each([
    [{ ...adapter, isFallbackAdapter: true }],
    [{ ...adapter, vendor: 'google', architecture: 'swiftshader' }],
    [{ ...adapter, vendor: 'mesa', description: 'llvmpipe (LLVM 17.0.6, 256 bits)' }],
    [{ ...adapter, vendor: 'microsoft', description: 'Microsoft Basic Render Driver' }],
  ])('in software is said to be slow: %o', (software) => {
    expect(isSoftware(software)).toBe(true);
    expect(isSoftware(adapter)).toBe(false);
    expect(describeAdapter(software)).toMatch(/software.*slow/);
  });
});
