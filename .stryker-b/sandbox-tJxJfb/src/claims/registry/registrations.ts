// Written by `npm run register`: the latest registered version of each claim. The declarations themselves, with dates and
// reasons, are in golden/registrations.json.
import type { Registrations } from './declaration.ts';

const LATEST: readonly (readonly [id: string, version: number, hash: string])[] = [
  ['iml-appears', 3, '0d98ef3cfa636461a331c7f170fcf18a6e9c71ea920c86075cc316efc93af624'],
  ['attribution-shows-more-iml', 2, '149e94519c32aadc5da25a20bab5bf307e4673f209a3e130214a100225edc111'],
  ['tags-swapped-flips-iml', 3, '92a31408565032beb593cbcaa35f810edb7d5d7d2551079a88c789c22a54036f'],
  ['before-stage-2-no-difference', 4, '920bbc689f756e00968d69a2304c125810bcc757c375ccfde8dd33e1a864046d'],
  ['uninformative-tags-no-iml', 3, 'b298a0eedbc3b17ff033ac026f0602096f710ebcb12af1d3215f97e2f545ed0f'],
  ['misleading-tags-reverse-iml', 1, '95bfa882a7bb68576c0dadf5d4eb88415500eeb1e79015cdbbe80f82db86c98a'],
  ['both-tags-reliable-no-iml', 3, '286085e8eb8ae880a49278f62c3539c2d419040462d6c992302ba8ea74f6b548'],
  ['more-informative-tags-more-iml', 3, '172d29faf62a033af523129aae57258f0db398b69c82d126b9f1ca0ec7fd552d'],
  ['larger-models-more-iml', 3, 'ea117b75aa70567996385ffe06a23f83db089550b22ba822241ceb9e78c0cdc3'],
  ['smaller-batches-more-iml', 3, '7b70eaacb2874539d827caa04639e23a495cae91eeba24ba2b2a719a1a3d8906'],
  ['full-batch-iml', 2, 'fa4ed0eac3b684821a29469116ae48912f6dc127bfa12cde4111540a44a582d5'],
  ['single-stage-iml', 3, '637f47a043af6de9cb269fa7954427a798b63564871954c7afe0175cff5982e8'],
  ['three-stages-iml', 2, '6121180ac0297db9274ab685b4e56eff2efa27674cfdc61bdde012aa392616a9'],
  ['entity-must-come-last', 2, '836892cfdc859ec140c3fb6fef8d4f600dfdeeeb68808b6b06987e7d2cab222d'],
  ['pretraining-is-needed', 2, '21a93291be6be4ba25f5fba6df0f425ef4ec902f16ac1fc3f59109f271400529'],
  ['in-context-definitions-by-tag', 2, 'be38a90fa6db4cc135eae762e175113caa59a9bade8dc49bbbb3a09c5311094a'],
  ['set-inclusion-iml', 2, '1ecd2e9dfed167ef83a337d9e8fcfbe319269b9ccc78e8bf52886e89f9f99507'],
  ['consistent-definitions-are-used', 3, 'e1df0d1b106489e58c3aeb27b76254973427e03997a6e447d050e4e93b0c8659'],
  ['inconsistent-definitions-hurt', 2, '70ea40716cff6af01b1afb3d4d3f53341ecd86da78f672220023cc4dea10e1b9'],
  ['unreliable-definitions-still-leak', 3, '50fdc312b2f03f3c24afd473d2968397665e85093872e39f612ef0f93f9e6786'],
  ['third-tag-in-between', 3, '109b493b4f89b52a18cd4d1f63304b8c2c36ec8dfa2c18baebb15a138ff77907'],
  ['unreliable-still-learned', 3, 'e7966961c5f14635fb7684b1758c53b8b297de2ffa6cc406590021519fb0fe3e'],
  ['definitions-behind-their-tag', 3, '41f85a58cbbdef23d4d27036d2cca7a278cc9b7491811ad1caf9c2445c93958c'],
  ['probe-decodes-tag-when-alias-first', 3, 'a12b40351b89987bc220c3f8e33510b115738ded23e4124bf751ef5e313fd454'],
  ['not-when-tag-first', 3, '78261531966561d5515495e20ddb9f20f323d22fc1dc1b4f9cf7a9750f280b83'],
  ['probing-shifts', 3, 'a7c00104fa8e297f8cf1560ad6f20384afc405b4057cf4bd3755e9e1d89827f1'],
  ['probe-transfers', 3, 'e46ee0aacd3246422a90ff117231c878ae322480248e3ba71ee55df849342c7b'],
  ['decodability-is-not-iml', 2, '70eda419aed86c5815e8fc4433a71124e7ea579fbe8fa7f0ca8751e42eec2945'],
  ['gradients-align-for-reliable-tag', 3, '2e9ec065375aaaf1fa51df35c1200df7f18ed8f4a780e19a5d8fa02eeeed586c'],
  ['alignment-gap-shrinks-with-batch', 2, '7cbab7ab95ff664a5e7fd85615486fd0e0986df31a3af834d9d706ca89f38227'],
];

export const REGISTRATIONS: Registrations = Object.fromEntries(
  LATEST.map(([id, version, hash]) => [id, { version, hash }]),
);
