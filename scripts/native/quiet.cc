/* Loads a library while the standard error stream leads nowhere. TensorFlow 2.21 greets from a static constructor ("oneDNN custom
 * operations are on"), before it reads TF_CPP_MIN_LOG_LEVEL, and every worker process would print that over the progress bar.
 * loadQuietly(path) returns null, or what the dynamic loader says is wrong. */
#define NAPI_VERSION 8
#include <dlfcn.h>
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

static napi_value load_quietly(napi_env env, napi_callback_info info) {
  char path[4096];
  size_t count = 1, length = 0;
  napi_value argument, result;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  if (count != 1 || napi_get_value_string_utf8(env, argument, path, sizeof path, &length) != napi_ok) {
    napi_throw_type_error(env, NULL, "a path is needed");
    return NULL;
  }
  int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (kept >= 0 && nowhere >= 0) dup2(nowhere, STDERR_FILENO);
  const char *problem = dlopen(path, RTLD_LAZY) == NULL ? dlerror() : NULL;
  if (kept >= 0 && nowhere >= 0) dup2(kept, STDERR_FILENO);
  if (kept >= 0) close(kept);
  if (nowhere >= 0) close(nowhere);
  if (problem == NULL) napi_get_null(env, &result);
  else napi_create_string_utf8(env, problem, NAPI_AUTO_LENGTH, &result);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "loadQuietly", NAPI_AUTO_LENGTH, load_quietly, NULL, &function);
  return function;
}
