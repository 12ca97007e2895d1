// Written by `npm run register`: the latest registered version of each claim. The declarations themselves, with dates and
// reasons, are in golden/registrations.json.
import type { Registrations } from './registered.ts';

export const REGISTRATIONS: Registrations = {
  'iml-appears': {
    version: 1,
    hash: 'e4410081bbd1c736aadd276d97a17afef39510283eeda6749a459c916d43080c',
  },
  'tags-swapped-flips-iml': {
    version: 1,
    hash: '930a4164ca29d331f08e8b9738c2ee86cb62ae1f85789f3a31a05f41326388b1',
  },
  'before-stage-2-no-difference': {
    version: 1,
    hash: '55b35f1ca3d870625e03398402e7384b90bb1d9bfaa3e83e9aa6f222ff16938a',
  },
  'uninformative-tags-no-iml': {
    version: 1,
    hash: '51b94abb8b6ebbafc603a711e386d10f78ed490b7edca9761a28b6d9be0bb2f1',
  },
  'both-tags-reliable-no-iml': {
    version: 1,
    hash: '13778a2bbb0d261d993dfbcd057e39d1b217cb0ad5d0f0eb8aa04095f4b21e7a',
  },
  'more-informative-tags-more-iml': {
    version: 1,
    hash: '6f59fc3d1629b780948ab57efb483067821009d4053a5e44bf5f1fecca96aea3',
  },
  'larger-models-more-iml': {
    version: 1,
    hash: '1381012220cdecd22b46d970d5f40965cb4ae70f6f52c60f90ccf49bfa4b75f3',
  },
  'smaller-batches-more-iml': {
    version: 1,
    hash: '7de63ec3f41dfca4d8a58a8369d71849ae0196500cb7349b8ce2f418e5ab089d',
  },
  'full-batch-iml': {
    version: 1,
    hash: 'd203786de401ce8404597bcd42e912c08f6470ced78f7612081a7dc4d5d5e6f7',
  },
  'single-stage-iml': {
    version: 1,
    hash: 'a82610941f510db074228a8e2a242804c07e8f403cd4eff1c07bdcdbfcaad6c7',
  },
  'consistent-definitions-are-used': {
    version: 1,
    hash: '1fb53d03a5953dc818e656866f2c16ee5f99395cd0f48269b3782c4909eab5b2',
  },
  'unreliable-definitions-still-leak': {
    version: 1,
    hash: 'dd38edc7c3d7e1ce1341b7d4b777809f9b901f4faf79f4b9af8f40562371c6b1',
  },
  'third-tag-in-between': {
    version: 1,
    hash: 'b5b46a3ba15c6288444e442bac8680bcaaab7769b50a5ef45accb4f2706d1cd2',
  },
  'unreliable-still-learned': {
    version: 1,
    hash: '6547c0c5cdc7c583fa9f61a7fb04a9357863f31416c789a1dd7da51220683b60',
  },
  'definitions-behind-their-tag': {
    version: 1,
    hash: '977cc1081c2e8b62b450ad04d2ec95e0318d2cacd069e15cd37000349381c6a5',
  },
  'probe-decodes-tag-when-alias-first': {
    version: 1,
    hash: '7ae2953617951b46224eab7feccd7cf08bfd6369f142c5c22202a92c46b2a6f7',
  },
  'not-when-tag-first': {
    version: 1,
    hash: '6f92986afccea79ca6416bbdf915426fb9f8d7695caf7aa8a28c81323b3ca46e',
  },
  'probing-shifts': {
    version: 1,
    hash: '6a4717ac4bbeda8a7e2589238826085abf9ad781ab0d96634e00d4181f8277d7',
  },
  'probe-transfers': {
    version: 1,
    hash: 'b349ebd49ca962d722b8b25458e3dc0c6ee854619276237eff3f49257feb8bec',
  },
  'gradients-align-for-reliable-tag': {
    version: 1,
    hash: '4cb1f4d144254c3f13e7f487d8e5439f537485ded22b51296fa4f16ca7df3397',
  },
  'alignment-gap-shrinks-with-batch': {
    version: 1,
    hash: '9c86829c328b93b91b62b21f58a59b21462d58382b9eabd61c9ece9101799b36',
  },
};
