import type { Registrations } from './registered.ts';
export const REGISTRATIONS: Registrations = {};
