// Written by `npm run register`: the latest registered version of each claim. The declarations themselves, with dates and
// reasons, are in golden/registrations.json.
import type { Registrations } from './declaration.ts';

export const REGISTRATIONS: Registrations = {
  'iml-appears': {
    version: 2,
    hash: '974a01b42b9a6c00fa4405fc08de37d3db270cdb63c195804614c104df7b5227',
  },
  'attribution-shows-more-iml': {
    version: 1,
    hash: 'e8b18e2c35554862c9b9d0cff19155d7ebe4ad3cd0099dbbe492779c96a1fee3',
  },
  'tags-swapped-flips-iml': {
    version: 2,
    hash: 'd6f8013b43aaa3f9c39762424e4b7c935e6827e88a11ed6db64005ed7ab12a6e',
  },
  'before-stage-2-no-difference': {
    version: 3,
    hash: 'e11fdf9d6011fa316f33ef9e16b10d3c282a3f8f323f2d832953c107a26ce0d6',
  },
  'uninformative-tags-no-iml': {
    version: 2,
    hash: '8224c6f1602e40e6bb727b4b6dafd05a1b3dbce8024433acfebe03d9e0a3c757',
  },
  'both-tags-reliable-no-iml': {
    version: 2,
    hash: 'c6b69ede194d303cbf92202a0fa5e4693c48d460d2b3dc3908e263e76e93f7c4',
  },
  'more-informative-tags-more-iml': {
    version: 2,
    hash: 'ec0c42ccc1fb0dc7b6e2b13beef7a2cbc5a92abe04cac49ba367047337ded620',
  },
  'larger-models-more-iml': {
    version: 2,
    hash: 'e70a7782ca8f88bf4d5f290b72912b4a9bcdc7393516e0c5db4684e79c4e56fa',
  },
  'smaller-batches-more-iml': {
    version: 2,
    hash: '67446ec07795932e64b5d0afcf60b4bfb524f48e115f87515f06f31c3a61f2e0',
  },
  'full-batch-iml': {
    version: 1,
    hash: 'd203786de401ce8404597bcd42e912c08f6470ced78f7612081a7dc4d5d5e6f7',
  },
  'single-stage-iml': {
    version: 2,
    hash: 'c797c8cacca6fde92d45750877abb92acb9c8ca9a7102ed0f23878f5bb5cbafa',
  },
  'three-stages-iml': {
    version: 1,
    hash: 'f7f0bef4496135b0305fa6b3c4d75245988fea6968614d84f5c77b83f73062f6',
  },
  'entity-must-come-last': {
    version: 1,
    hash: '17e1201af6372805c89dbff9e6b4879b5a791e584436a041bf618778cb2be40d',
  },
  'pretraining-is-needed': {
    version: 1,
    hash: 'e1769f46f759f6ed98203092494cd1063140a8b7b5379d1fe896af04603a1121',
  },
  'in-context-definitions-by-tag': {
    version: 1,
    hash: '912272e315dea6eb973d65f5fe20b9dee1a59d1a11d458fb822394bfd4283a8e',
  },
  'set-inclusion-iml': {
    version: 1,
    hash: 'f4472f54a22151fc37d8923bb58ac8788f90939d2d150b8c1fc1ceb1581758d5',
  },
  'consistent-definitions-are-used': {
    version: 2,
    hash: '9416a430c8ff67296ea348475e5ff6dfc03b3afa24dc3e2e5a31ec41751652d2',
  },
  'inconsistent-definitions-hurt': {
    version: 1,
    hash: '20d9391dab535c0fa0bb1ba64eddbc2327bb7943f78f262fd7b15abe8ab8c071',
  },
  'unreliable-definitions-still-leak': {
    version: 2,
    hash: '87d519b3625704babe8cdaec87d40511cb50a21f9fc4f9284709a4e044fc44c7',
  },
  'third-tag-in-between': {
    version: 2,
    hash: '1414aaddc1ff844c028fdf585b7deb0bc1cac592d8144ab0102519f9648bcfd1',
  },
  'unreliable-still-learned': {
    version: 2,
    hash: 'ebb355f400047fd5f3adc6ae4ab117ce667c3332f1c6bde3cbb37fc1941e66b9',
  },
  'definitions-behind-their-tag': {
    version: 2,
    hash: '4124d38934623f07f67171756c67b50e77d7164122936267b882f501d6dd30de',
  },
  'probe-decodes-tag-when-alias-first': {
    version: 2,
    hash: '00b13bfcd966e0af08d797bdc184bdcbb8c5a7ed67b5f569ff8e44782f18dfbf',
  },
  'not-when-tag-first': {
    version: 2,
    hash: '8e8a4dce29bccbd36e0f598029bc60f55fcd822dc7be7389ed99eeff3576cefd',
  },
  'probing-shifts': {
    version: 2,
    hash: '4df07c36723d08004202a870d7ac658057f53ac6ec0a6a279338ae7f46c8dae5',
  },
  'probe-transfers': {
    version: 2,
    hash: '93539637c2ed80b4df359fdd9fef88bfc3c646d0ad3edd63aad8bec2c4dc4572',
  },
  'decodability-is-not-iml': {
    version: 1,
    hash: 'eb5069a5c878b47ed62550dab1ed70170dc3bf193049722ac4058c41674ad80c',
  },
  'gradients-align-for-reliable-tag': {
    version: 2,
    hash: '21f58717be6404d3745f053828799f5b4c8beb5a2acd54598558c8dcc18f3e06',
  },
  'alignment-gap-shrinks-with-batch': {
    version: 1,
    hash: '9c86829c328b93b91b62b21f58a59b21462d58382b9eabd61c9ece9101799b36',
  },
};
