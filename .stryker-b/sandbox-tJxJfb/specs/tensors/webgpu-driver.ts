// Where specs find a Vulkan driver for WebGPU: the one that VK_DRIVER_FILES names, else SwiftShader (Vulkan in software) as it
// comes with Chromium and Chrome, which also bring the loader. Without either the specs of WebGPU are skipped, with the reason.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FOLDERS = ['/usr/lib/chromium', '/usr/lib64/chromium-browser', '/opt/google/chrome'];

export interface WebGpuDriver {
  /** Variables of a process that finds the driver; the loader is looked for when a process starts, not later. */
  readonly environment: Readonly<Record<string, string>>;
  /** Why there is none; null if there is. */
  readonly missing: string | null;
}

export function webGpuDriver(variables: Readonly<Record<string, string | undefined>>): WebGpuDriver {
  if (variables.VK_DRIVER_FILES !== undefined) return { environment: {}, missing: null };
  const driver = FOLDERS.map((folder) => join(folder, 'vk_swiftshader_icd.json')).find(existsSync);
  if (driver === undefined) {
    return { environment: {}, missing: 'no Vulkan driver: apt-get install chromium-common, or set VK_DRIVER_FILES' };
  }
  const libraries = [dirname(driver), variables.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return { environment: { VK_DRIVER_FILES: driver, LD_LIBRARY_PATH: libraries }, missing: null };
}
