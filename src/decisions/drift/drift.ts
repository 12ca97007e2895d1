// The registered parameters of drift (decisions.md B5, promise 18): declared before any night was run, in one place. A change
// here changes what an alarm means, so it belongs into the registration like a margin of a claim.

export const DRIFT = {
  /**
   * The shifts that nights are made to find, up and down, in standard deviations of one seed: the smallest one and twice it. The
   * smallest alone would find 3 SD two seeds later; four times it would only cost where the smallest is what there is.
   */
  shifts: [1, 2],
  /**
   * The same on golden seeds run again, in standard deviations of the difference. Where the two runs of a seed have nothing in
   * common but their distribution, a shift of 1 is this much smaller; where they have much in common it is far larger.
   */
  pairedShifts: [Math.SQRT1_2, Math.SQRT2, 2 * Math.SQRT2],
  /** Expected false alarms a year over all watched numbers, before any confirmation. */
  falseAlarmsAYear: 1,
  /** Level of the confirmation of an alarm, one-sided, on seeds that had no part in the alarm. */
  confirmationLevel: 0.01,
  /** Seeds of a confirmation: a shift of 1.5 SD is confirmed against 40 golden seeds in over 99 %, one of 1 SD in 93 %. */
  confirmingSeeds: 24,
  /** Level of equivalence; golden seeds and fresh seeds are asked at half of it each. */
  equivalenceLevel: 0.05,
  /** The margin of equivalence: a quarter of the effect that the claim states, or else half a golden standard deviation. */
  margin: { ofClaimedEffect: 0.25, ofGoldenDeviation: 0.5 },
  /** Where a golden sample has one value only: the share of seeds that may leave it, or move beyond the margin. */
  shareMargin: 0.25,
  /** Numerically close: |now - golden| <= absolute + relative · |golden|. */
  tolerance: { absolute: 1e-6, relative: 1e-5 },
  /** Golden seeds whose bytes must be equal for the verdict "identical". */
  fewestReplays: 2,
  /** No look before so many seeds: t evidence of fewer takes one outlier of heavy-tailed noise for a shift. */
  fewestSeeds: 8,
  /** How many nights a shift may have lasted when the detector finds it, each as likely; the last means "or longer". */
  durations: [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233],
} as const;
