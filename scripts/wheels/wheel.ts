// A file of PyPI's, pinned: its SHA-256 decides what it is.

export interface Wheel {
  readonly project: string;
  readonly version: string;
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export function pin(project: string, version: string, tags: string, sizeBytes: number, sha256: string): Wheel {
  return { project, version, file: `${project.replaceAll('-', '_')}-${version}-${tags}`, sizeBytes, sha256 };
}
