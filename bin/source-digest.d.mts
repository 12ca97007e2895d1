export const DIGEST_FILE: string;
export function sourceDigest(root: string): string;
export function isBuildFresh(root: string): boolean;
