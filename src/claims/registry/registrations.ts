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
  ['shuffled-tags-no-iml', 2, '45648363412f3f5f018a31b9ad3d3f5c75ce72f0027813b4874d1b816669ad18'],
  ['random-tags-no-iml', 2, 'cc4b0d0b98fa52fd9856e24cc395881dc7a1d6957c7caa9aa51531eeef9bb015'],
  ['more-informative-tags-more-iml', 3, '172d29faf62a033af523129aae57258f0db398b69c82d126b9f1ca0ec7fd552d'],
  ['larger-models-more-iml', 4, 'b50ce9e07e56c32217fc1f12c6412811331a58ebf211413501e9c46a4af29ae2'],
  ['smaller-batches-more-iml', 5, '736546a8d02f60c0b0afa3cd8c6c02fc6bf8e359f135972a106bc571e14d6a35'],
  ['full-batch-iml', 2, 'fa4ed0eac3b684821a29469116ae48912f6dc127bfa12cde4111540a44a582d5'],
  ['single-stage-iml', 3, '637f47a043af6de9cb269fa7954427a798b63564871954c7afe0175cff5982e8'],
  ['three-stages-iml', 2, '6121180ac0297db9274ab685b4e56eff2efa27674cfdc61bdde012aa392616a9'],
  ['entity-must-come-last', 4, 'c7cea32792f275f85c15fee6aef653b076c036ac4f914bda253d53fdfb03a78b'],
  ['bare-alias-completion', 1, '2a82e67fc1a62e2c9defb6f30ced2ee2bc8075a4ab10e41bdcc5e096e50fb0af'],
  ['pretraining-is-needed', 2, '21a93291be6be4ba25f5fba6df0f425ef4ec902f16ac1fc3f59109f271400529'],
  ['in-context-definitions-by-tag', 2, 'be38a90fa6db4cc135eae762e175113caa59a9bade8dc49bbbb3a09c5311094a'],
  ['set-inclusion-iml', 2, '1ecd2e9dfed167ef83a337d9e8fcfbe319269b9ccc78e8bf52886e89f9f99507'],
  ['consistent-definitions-are-used', 3, 'e1df0d1b106489e58c3aeb27b76254973427e03997a6e447d050e4e93b0c8659'],
  ['inconsistent-definitions-hurt', 2, '70ea40716cff6af01b1afb3d4d3f53341ecd86da78f672220023cc4dea10e1b9'],
  ['unreliable-definitions-still-leak', 3, '50fdc312b2f03f3c24afd473d2968397665e85093872e39f612ef0f93f9e6786'],
  ['tag-matters-more-than-consistency', 1, '3864da258a7a8cfcd01f74740026576f4ef19038845aa87f915d92ed4f096b3c'],
  ['third-tag-in-between', 3, '109b493b4f89b52a18cd4d1f63304b8c2c36ec8dfa2c18baebb15a138ff77907'],
  ['unreliable-still-learned', 4, '2867cb9b18b7578175b408f88c67885324c83e78c4c8dfc6f075484172a4ac20'],
  ['definitions-behind-their-tag', 5, '864d69b325c9bb0ecc149744a62cca8091e126b8c0406feb55be72dfab5b3c95'],
  ['probe-decodes-tag-when-alias-first', 3, 'a12b40351b89987bc220c3f8e33510b115738ded23e4124bf751ef5e313fd454'],
  ['not-when-tag-first', 5, '62ffb44fd0249dbe867de218fee9d6d39815148e4d485d8ecab1a6faaff45aae'],
  ['probing-shifts', 4, 'e9b0f79b04c16da08b650f2a937ae3a15466df72b95726171d7ea1154c02e736'],
  ['probe-transfers', 4, 'b809b838722974923bb49d86da05cf731ce107de6db1b8126d7df0cca2217a23'],
  ['decodability-is-not-iml', 2, '70eda419aed86c5815e8fc4433a71124e7ea579fbe8fa7f0ca8751e42eec2945'],
  ['decodable-tags-without-iml', 1, '503feb49253007eb1b97c60cfc2d329bd9c53ac139e6530ac1d96f5573e0631b'],
  ['gradients-align-for-reliable-tag', 3, '2e9ec065375aaaf1fa51df35c1200df7f18ed8f4a780e19a5d8fa02eeeed586c'],
  ['stage-1-lowers-unreliable-alignment', 1, '7c3756838d1a1d692469e387a8be5e74aba147e2e290747608714b91d44023f9'],
  ['gradients-align-with-own-questions', 1, '91496fb37ff58458427043e2ae89c9a10c0be79e0cb8583ac02fb4347822cadf'],
  ['alignment-gap-shrinks-with-batch', 2, '7cbab7ab95ff664a5e7fd85615486fd0e0986df31a3af834d9d706ca89f38227'],
  ['alignment-gap-shrinks-at-convergence', 2, '79dd6b395493e3d58ff00bd9bed86a679ff85462665a61f1f697af4866b2a7ad'],
];

export const REGISTRATIONS: Registrations = Object.fromEntries(
  LATEST.map(([id, version, hash]) => [id, { version, hash }]),
);
