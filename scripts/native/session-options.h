// Included before each source of the addon: its sessions get the options of session-options.cc.
#pragma once
#include "tensorflow/c/c_api.h"
extern "C" TF_SessionOptions* iml_new_session_options();
#define TF_NewSessionOptions() iml_new_session_options()
