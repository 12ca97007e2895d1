// What is fetched from PyPI, pinned by SHA-256, and which of its files are needed. TensorFlow's wheel serves every Python and every
// Node, since only its C library is used; cp311 is an arbitrary choice. The CUDA libraries are of the lowest
// versions that the extra `and-cuda` of TensorFlow 2.21 allows.
import type { NativeKind } from '../../src/tensors/native/native-files.ts';
import { pin, type Wheel } from '../wheels/wheel.ts';

export const TENSORFLOW_VERSION = '2.21.0';

const tags = 'cp311-cp311-manylinux_2_27_x86_64.whl';
const TENSORFLOW: Readonly<Record<NativeKind, Wheel>> = {
  cpu: pin(
    'tensorflow-cpu',
    TENSORFLOW_VERSION,
    tags,
    273829956,
    '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  ),
  cuda: pin(
    'tensorflow',
    TENSORFLOW_VERSION,
    tags,
    572440367,
    '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
  ),
};

const CUDA_LIBRARIES: readonly Wheel[] = [
  pin(
    'nvidia-cublas-cu12',
    '12.5.3.2',
    'py3-none-manylinux2014_x86_64.whl',
    363313169,
    'ca070ad70e9fa6654084575d01bd001f30cc4665e33d4bb9fc8e0f321caa034b',
  ),
  pin(
    'nvidia-cuda-cupti-cu12',
    '12.5.82',
    'py3-none-manylinux2014_x86_64.whl',
    13811507,
    'bde77a5feb66752ec61db2adfe47f56b941842825b4c7e2068aff27c9d107953',
  ),
  pin(
    'nvidia-cuda-nvcc-cu12',
    '12.5.82',
    'py3-none-manylinux2014_x86_64.whl',
    22468537,
    'b03e545b8e8c3ce7ebcd7fc44063180ff52ff01d064ece2127ed90a04ef12cd0',
  ),
  pin(
    'nvidia-cuda-nvrtc-cu12',
    '12.5.82',
    'py3-none-manylinux2014_x86_64.whl',
    24873108,
    '3dbd97b0104b4bfbc3c4f8c79cd2496307c89c43c29a9f83125f1d76296ff3fd',
  ),
  pin(
    'nvidia-cuda-runtime-cu12',
    '12.5.82',
    'py3-none-manylinux2014_x86_64.whl',
    895707,
    '3e79a060e126df40fd3a068f3f787eb000fa51b251ec6cd97d09579632687115',
  ),
  pin(
    'nvidia-cudnn-cu12',
    '9.3.0.75',
    'py3-none-manylinux2014_x86_64.whl',
    577163502,
    '9ad9c6929ebb5295eb4a1728024666d1c88283373e265a0c5c883e6f9d5cd76d',
  ),
  pin(
    'nvidia-cufft-cu12',
    '11.2.3.61',
    'py3-none-manylinux2014_x86_64.whl',
    192524114,
    '9a6e8df162585750f61983a638104a48c756aa13f9f48e19ab079b38e3c828b8',
  ),
  pin(
    'nvidia-curand-cu12',
    '10.3.6.82',
    'py3-none-manylinux2014_x86_64.whl',
    56309107,
    '2823fb27de4e44dbb22394a6adf53aa6e1b013aca0f8c22867d1cfae58405536',
  ),
  pin(
    'nvidia-cusolver-cu12',
    '11.6.3.83',
    'py3-none-manylinux2014_x86_64.whl',
    130341232,
    '93cfafacde4428b71778eeb092ec615a02a3d05404da1bcf91c53e3fa1bce42b',
  ),
  pin(
    'nvidia-cusparse-cu12',
    '12.5.1.3',
    'py3-none-manylinux2014_x86_64.whl',
    217558979,
    '016df8e993c437e8301e62739f01775cba988fd5253cd4c64173f8e8d2f8e752',
  ),
  pin(
    'nvidia-nccl-cu12',
    '2.27.7',
    'py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
    322546339,
    'de5ba5562f08029a19cb1cd659404b18411ed0d6c90ac5f52f30bf99ad5809aa',
  ),
  pin(
    'nvidia-nvjitlink-cu12',
    '12.5.82',
    'py3-none-manylinux2014_x86_64.whl',
    21298879,
    'f9b37bc5c8cf7509665cb6ada5aaa0ce65618f2332b7d3e78e9790511f111212',
  ),
];

/** A C++ compiler, for machines that have none. */
export const ZIG: Wheel = pin(
  'ziglang',
  '0.13.0',
  'py3-none-manylinux_2_12_x86_64.manylinux2010_x86_64.musllinux_1_1_x86_64.whl',
  80896325,
  '3ce0c9f16547e5d61b32e0d226926e9a2552ef4b91fccf7ab5ea1a623a77824b',
);

/** Measured; what the chosen files take once they are unpacked. */
export const UNPACKED_BYTES: Readonly<Record<NativeKind | 'zig', number>> = { cpu: 0.86e9, cuda: 4.2e9, zig: 0.31e9 };

/** TensorFlow comes first, since nothing goes without it. */
export function wheelsFor(kind: NativeKind): readonly Wheel[] {
  return kind === 'cpu' ? [TENSORFLOW.cpu] : [TENSORFLOW.cuda, ...CUDA_LIBRARIES];
}

/** The two libraries that the addon is linked to, relative to the build's folder. */
export const LIBRARIES = ['tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2'] as const;

const NEEDED = [
  /^tensorflow\/libtensorflow_(cc|framework)\.so\.2$/,
  /^tensorflow\/THIRD_PARTY_NOTICES\.txt$/,
  /^tensorflow\/include\/(tensorflow\/c|tensorflow\/core\/platform|tsl\/platform|xla\/tsl\/c)\/[^/]*\.h$/,
  /^tensorflow\/include\/tensorflow\/c\/eager\/[^/]*\.h$/,
  /^tensorflow\/include\/tensorflow\/core\/public\/version\.h$/,
  // libtensorflow looks for these beside its own folder: ../nvidia/<name>/lib.
  /^nvidia\/[a-z_]+\/lib\/[^/]*\.so[.\d]*$/,
  /^nvidia\/cuda_nvcc\/(bin\/ptxas|nvvm\/libdevice\/.*)$/,
  /^nvidia_[^/]*\.dist-info\/(.*\/)?License\.txt$/,
];

export function isNeeded(path: string): boolean {
  return NEEDED.some((pattern) => pattern.test(path));
}
