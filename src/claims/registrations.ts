// Written by `npm run register`: the latest registered version of each claim. The declarations themselves, with dates and
// reasons, are in golden/registrations.json.
import type { Registrations } from './declaration.ts';

export const REGISTRATIONS: Registrations = {
  'iml-appears': {
    version: 3,
    hash: 'baa3b718b28b0b0efa875dbf593fec1b66aac6338baad9d78c542b24a504017f',
  },
  'attribution-shows-more-iml': {
    version: 2,
    hash: '168edfd207619024752e815c8fd9f790b3da0fd9de9d69694497fdf0e49e3dd3',
  },
  'tags-swapped-flips-iml': {
    version: 3,
    hash: 'a3fc4ff191461e2964e0e0682b975cc555946e60fed82798515d5ba75f4d4614',
  },
  'before-stage-2-no-difference': {
    version: 4,
    hash: 'aab17cdaa61e8d65f452f1e311a8f170c0b92237d97eb0d47748660838ef00a3',
  },
  'uninformative-tags-no-iml': {
    version: 3,
    hash: 'cf06764f722051b7af46147eb9b3c967a0fa7240d5427179895db82a4c964bea',
  },
  'both-tags-reliable-no-iml': {
    version: 3,
    hash: '3a51347e101c78f356e1fcdcfe9f073372adc887cc5382f9589500ed2c42b590',
  },
  'more-informative-tags-more-iml': {
    version: 3,
    hash: 'a2d1c92eafa333c3c0207c154915f3c6d3274084b50de36d443889101e18ff24',
  },
  'larger-models-more-iml': {
    version: 3,
    hash: '419f54e31dfd584f72ce44774a19d4b1667b5056281e48376290ea33920e04e2',
  },
  'smaller-batches-more-iml': {
    version: 3,
    hash: 'da6e4e4ff12f0cc5d215d03e5afa92092f986191c942b1a05b5c87956259f673',
  },
  'full-batch-iml': {
    version: 2,
    hash: '972763ed730c91a244d0ff3c60b3dce1b38e6a9860e0d30edc86376f7cbe729a',
  },
  'single-stage-iml': {
    version: 3,
    hash: 'df312d7d8011c50fb81ac92a71df7dfd6be3e0f635c993079a4f22200c6a17b0',
  },
  'three-stages-iml': {
    version: 2,
    hash: '83b04d8198804ca0906cde4229805cb05f5edf8173a9b271dab43ac99b85a107',
  },
  'entity-must-come-last': {
    version: 2,
    hash: 'cbfebb2be9b906d0de56f4d570692104b1fcd553dba90e64df4acdf6a7f8eac0',
  },
  'pretraining-is-needed': {
    version: 2,
    hash: 'b500e7fd6b91f74e874e1b77089331a666c248e5f4271132cd78a893c5301054',
  },
  'in-context-definitions-by-tag': {
    version: 2,
    hash: '288f2f38e9b04fa3e2d510753c6d3ea38fc08490f1e7f8b6261f2995c7833937',
  },
  'set-inclusion-iml': {
    version: 2,
    hash: '97c869a024a1c1b98e92f6574e47feb955a80e0136f467f16f64fbfb72169aed',
  },
  'consistent-definitions-are-used': {
    version: 3,
    hash: 'a632ec05b612985bb8ae06da3497954bba46c4d69e29fdb4242066728c59b74b',
  },
  'inconsistent-definitions-hurt': {
    version: 2,
    hash: 'ed506c6feaf7cc39018d18990392e1b8d4f1302229f98b96707808920548201b',
  },
  'unreliable-definitions-still-leak': {
    version: 3,
    hash: '52c25fe6a20294d671cb045a6e36c171042e0b5bdef9c0b36c06500d83455346',
  },
  'third-tag-in-between': {
    version: 3,
    hash: 'b87ff408119d07005172b1152ee07a9dfe12ce7543649ea3ba36ad8d71cbcda0',
  },
  'unreliable-still-learned': {
    version: 3,
    hash: 'ff5de24caf20611062bb26946a6c81d793085a75137059c8949c49f1cb22f97e',
  },
  'definitions-behind-their-tag': {
    version: 3,
    hash: 'cf6b71b254be639ec4c9f29c3f7a1d732fbecb7b12a5d2d10ed8fc56c258553e',
  },
  'probe-decodes-tag-when-alias-first': {
    version: 3,
    hash: '1596fc1ea3eece3f1bcac4ac6f24eb459c80eacf08114fc445cc317985e3e379',
  },
  'not-when-tag-first': {
    version: 3,
    hash: '03d405ff83a3ba46240ede86149c168427ff79dd99e47f1a5e32682153fecdae',
  },
  'probing-shifts': {
    version: 3,
    hash: 'e12f5d186567217eebbb16ab1fa6e248f4634b77c610992e603b9023ba267a13',
  },
  'probe-transfers': {
    version: 3,
    hash: '43f9342ad2b9c78fedfdb8a30c16079260f8cc322f38a548d899e1321cebd326',
  },
  'decodability-is-not-iml': {
    version: 2,
    hash: '46c4667f4d2a2186d0440aa1f6243b5cf372ba0817c0e976f6f9a7a56ea89e6f',
  },
  'gradients-align-for-reliable-tag': {
    version: 3,
    hash: '658507663bcc43bb96666843ff30581d3d6ea21820ac920873dadba781065694',
  },
  'alignment-gap-shrinks-with-batch': {
    version: 2,
    hash: 'bf5298062ca3c1fea3ba93c671efac874460008bfca623d356e65eb77d0fcc39',
  },
};
