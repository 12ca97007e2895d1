// Written by `npm run register`: the latest registered version of each claim. The declarations themselves, with dates and
// reasons, are in golden/registrations.json.
import type { Registrations } from './declaration.ts';

const LATEST: readonly (readonly [id: string, version: number, hash: string])[] = [
  ['iml-appears', 5, 'fd7d17000dfe61da1309cc9474d52b841795d4905e6988fe69fc6f29835fe148'],
  ['attribution-shows-more-iml', 2, '149e94519c32aadc5da25a20bab5bf307e4673f209a3e130214a100225edc111'],
  ['tags-swapped-flips-iml', 4, '58a0a779091b09a87996e27d6df66cffe675dec2f661c0b972db85f46f70b1e6'],
  ['before-stage-2-no-difference', 5, '1fff5700c5349cfa902fa70572881faf515057ca99310eb816ab0b4b283a4bd6'],
  ['uninformative-tags-no-iml', 5, '1a9b9c86b49cbb317c70defb203b12569b8fcc64183e93faff3277040a0f78b9'],
  ['misleading-tags-reverse-iml', 1, '95bfa882a7bb68576c0dadf5d4eb88415500eeb1e79015cdbbe80f82db86c98a'],
  ['both-tags-reliable-no-iml', 4, '74357214216acd814a088d9bd480ef24bf19578bdb3f5c5c112db80928283fb8'],
  ['shuffled-tags-no-iml', 2, '45648363412f3f5f018a31b9ad3d3f5c75ce72f0027813b4874d1b816669ad18'],
  ['random-tags-no-iml', 2, 'cc4b0d0b98fa52fd9856e24cc395881dc7a1d6957c7caa9aa51531eeef9bb015'],
  ['more-informative-tags-more-iml', 4, '5bbc9ae78f4bbdb954919efe1ba14fe6e287c46b5fcd4081a8b1326047445d59'],
  ['larger-models-more-iml', 5, '76b6db7b1422d3627638747dfb4e0b8c8b947b65b300c47e2373de9a258eeb23'],
  ['smaller-batches-more-iml', 7, '18212186fe6717d71d8493455d9022c73764116a93d6e37e920f9d5cf84b7214'],
  ['full-batch-iml', 3, 'd9d8b439253ead367266921c112c8a658c4eb60477fdc79a77a68752b1661578'],
  ['single-stage-iml', 3, '637f47a043af6de9cb269fa7954427a798b63564871954c7afe0175cff5982e8'],
  ['three-stages-iml', 2, '6121180ac0297db9274ab685b4e56eff2efa27674cfdc61bdde012aa392616a9'],
  ['entity-must-come-last', 4, 'c7cea32792f275f85c15fee6aef653b076c036ac4f914bda253d53fdfb03a78b'],
  ['bare-alias-completion', 2, '82dfe3b1e2edb7a667a78c2123c56b90f82aa2af11e1116fdd14d60cc95d16a2'],
  ['pretraining-is-needed', 2, '21a93291be6be4ba25f5fba6df0f425ef4ec902f16ac1fc3f59109f271400529'],
  ['in-context-definitions-by-tag', 2, 'be38a90fa6db4cc135eae762e175113caa59a9bade8dc49bbbb3a09c5311094a'],
  ['set-inclusion-iml', 2, '1ecd2e9dfed167ef83a337d9e8fcfbe319269b9ccc78e8bf52886e89f9f99507'],
  ['consistent-definitions-are-used', 4, '747e505b8625d2f9e60d07917efdbad2c669e60d3cac73c04b3441d3667fb088'],
  ['inconsistent-definitions-hurt', 2, '70ea40716cff6af01b1afb3d4d3f53341ecd86da78f672220023cc4dea10e1b9'],
  ['unreliable-definitions-still-leak', 3, '50fdc312b2f03f3c24afd473d2968397665e85093872e39f612ef0f93f9e6786'],
  ['tag-matters-more-than-consistency', 1, '3864da258a7a8cfcd01f74740026576f4ef19038845aa87f915d92ed4f096b3c'],
  ['third-tag-in-between', 4, '04ed40ec0e1f6d7216f80db47ca0e5c29c957f9b8bc846d4342384375eb82c4c'],
  ['unreliable-still-learned', 5, '810dd87ea8396b14ce18f11e40c4faa6737b1fec9e66db5b97042b2e132c2921'],
  ['definitions-behind-their-tag', 5, '864d69b325c9bb0ecc149744a62cca8091e126b8c0406feb55be72dfab5b3c95'],
  ['probe-decodes-tag-when-alias-first', 3, 'a12b40351b89987bc220c3f8e33510b115738ded23e4124bf751ef5e313fd454'],
  ['not-when-tag-first', 5, '62ffb44fd0249dbe867de218fee9d6d39815148e4d485d8ecab1a6faaff45aae'],
  ['probing-shifts', 4, 'e9b0f79b04c16da08b650f2a937ae3a15466df72b95726171d7ea1154c02e736'],
  ['probe-transfers', 4, 'b809b838722974923bb49d86da05cf731ce107de6db1b8126d7df0cca2217a23'],
  ['decodability-is-not-iml', 3, 'c56d1e3782e77bcd37d7f77d58e37ee39c6f8c21ea93972169502c3964155e6a'],
  ['decodable-tags-without-iml', 2, '76796056ed65c7f66832be605f89d9ef4afb7b29e295ab2940c14ff5badaecd3'],
  ['gradients-align-for-reliable-tag', 4, '3c62bac582edbfdb3b7ae72c48a2607ac2776940f03a163b9f651946dd99ec3f'],
  ['stage-1-lowers-unreliable-alignment', 1, '7c3756838d1a1d692469e387a8be5e74aba147e2e290747608714b91d44023f9'],
  ['gradients-align-with-own-questions', 1, '91496fb37ff58458427043e2ae89c9a10c0be79e0cb8583ac02fb4347822cadf'],
  ['alignment-gap-shrinks-with-batch', 3, 'aacb0e2e1864139c90b3aa4d8cf152597a8782f8a63e56c02c1214dc9dac4ac4'],
  ['alignment-gap-shrinks-at-convergence', 4, '8b0e28e5997302d70b22d40b8ea4244fd51ac26429f5f2c052c125b45d66f8fa'],
];

export const REGISTRATIONS: Registrations = Object.fromEntries(
  LATEST.map(([id, version, hash]) => [id, { version, hash }]),
);
