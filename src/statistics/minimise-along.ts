// The step of a line search in a convex loss: Newton's method in one dimension, kept inside a bracket.

/**
 * Where the slope is at most a tenth of `descent`, the rate at which the loss falls at 0.
 * @param derivatives slope and curvature of the loss after a step
 */
export function minimiseAlong(derivatives: (step: number) => readonly [number, number], descent: number): number {
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  let step = 1;
  let [slope, curvature] = derivatives(step);
  for (let tries = 0; tries < 40 && Math.abs(slope) > 0.1 * descent; tries++) {
    if (slope < 0) low = step;
    else high = step;
    const newton = step - slope / curvature;
    if (newton > low && newton < high) step = newton;
    else step = high === Number.POSITIVE_INFINITY ? 2 * low : (low + high) / 2;
    [slope, curvature] = derivatives(step);
  }
  return step;
}
