// How the addon's TensorFlow sessions run. tfjs-node creates them with default options; the build makes it call this instead
// (session-options.h), since replayed steps (src/tensors/native/recorded-step.ts) need two things that have no other switch:
//   * Grappler off: it rewrites graphs (x / sqrt(y) into x * rsqrt(y), fused layers), and a replayed step must have the bits of
//     the same step op by op;
//   * on a CPU the single-threaded executor: the ops of a step follow one another anyway, and small ones are a tenth faster
//     without the hand-over between threads. Within an op TensorFlow still uses TF_NUM_INTRAOP_THREADS.
// The option strings are ConfigProto messages (tensorflow/core/protobuf/config.proto, rewriter_config.proto), spelled out so
// that no protocol buffer compiler is needed.
#include "tensorflow/c/c_api.h"

namespace {
// ConfigProto { graph_options (10) { rewrite_options (10) { disable_meta_optimizer (19): true } } }
constexpr char kConfig[] =
    "\x52\x05\x52\x03\x98\x01\x01"
#ifdef IML_SINGLE_THREADED_EXECUTOR
    // ConfigProto { experimental (16) { executor_type (3): ... } }; 0x1a = 26 and 0x18 = 24 are the lengths in bytes
    "\x82\x01\x1a\x1a\x18" "SINGLE_THREADED_EXECUTOR"
#endif
    ;
}  // namespace

extern "C" TF_SessionOptions* iml_new_session_options() {
  TF_SessionOptions* options = (TF_NewSessionOptions)();
  TF_Status* status = TF_NewStatus();
  TF_SetConfig(options, kConfig, sizeof kConfig - 1, status);
  // A TensorFlow that refuses the message keeps its defaults, and the self-test finds the replayed step different.
  TF_DeleteStatus(status);
  return options;
}
