// How the addon's TensorFlow sessions run. tfjs-node creates them with default options; the build makes it call this instead
// (session-options.h), since replayed steps (src/tensors/native/recorded-step.ts) need three things that have no other switch:
//   * Grappler off: it rewrites graphs (x / sqrt(y) into x * rsqrt(y), fused layers), and a replayed step must have the bits of
//     the same step op by op;
//   * on a CPU the single-threaded executor: the ops of a step follow one another anyway, and small ones are a tenth faster
//     without the hand-over between threads. Within an op TensorFlow still uses TF_NUM_INTRAOP_THREADS;
//   * numbers below the smallest normal one count as zero, as TensorFlow has it op by op and in its own threads, but not where that
//     executor runs: in the thread that asks. Else a moment that decays stays there for good, at another value than op by op.
// The option strings are ConfigProto messages (tensorflow/core/protobuf/config.proto, rewriter_config.proto), spelled out so
// that no protocol buffer compiler is needed.
#include "tensorflow/c/c_api.h"

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace {
// The register of this thread that says what becomes of such numbers, and its bits that make zeros of results and of operands.
#if defined(__x86_64__)
using Register = unsigned int;
constexpr Register kAsZero = 0x8040;
Register Read() { return _mm_getcsr(); }
void Write(Register value) { _mm_setcsr(value); }
#elif defined(__aarch64__)
using Register = unsigned long;
constexpr Register kAsZero = 1UL << 24;
Register Read() {
  Register value;
  __asm__ __volatile__("mrs %0, fpcr" : "=r"(value));
  return value;
}
void Write(Register value) { __asm__ __volatile__("msr fpcr, %0" ::"r"(value)); }
#else
using Register = int;
constexpr Register kAsZero = 0;
Register Read() { return 0; }
void Write(Register) {}
#endif

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

extern "C" void iml_session_run(TF_Session* session, const TF_Buffer* options, const TF_Output* inputs,
                                TF_Tensor* const* input_values, int ninputs, const TF_Output* outputs,
                                TF_Tensor** output_values, int noutputs, const TF_Operation* const* targets, int ntargets,
                                TF_Buffer* metadata, TF_Status* status) {
  const Register before = Read();
  Write(before | kAsZero);
  (TF_SessionRun)(session, options, inputs, input_values, ninputs, outputs, output_values, noutputs, targets, ntargets, metadata,
                  status);
  Write(before);  // JavaScript keeps such numbers
}
