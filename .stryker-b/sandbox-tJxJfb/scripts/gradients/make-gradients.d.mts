export function makeGradients(): Promise<void>;
