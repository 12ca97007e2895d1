// Included before each source of the addon: its sessions get the options of session-options.cc, and run as that says.
#pragma once
#include "tensorflow/c/c_api.h"
extern "C" TF_SessionOptions* iml_new_session_options();
extern "C" void iml_session_run(TF_Session*, const TF_Buffer*, const TF_Output*, TF_Tensor* const*, int, const TF_Output*,
                                TF_Tensor**, int, const TF_Operation* const*, int, TF_Buffer*, TF_Status*);
#define TF_NewSessionOptions() iml_new_session_options()
#define TF_SessionRun(...) iml_session_run(__VA_ARGS__)
