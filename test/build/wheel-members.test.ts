import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNeededHeader, selectWheelMembers } from '../../build/native-engine/wheel-members.ts';

/** What the compiler was seen to open for tfjs-node 4.22.0 and TensorFlow 2.21.0 (`g++ -H`). */
const openedHeaders = [
  'tensorflow/c/c_api.h',
  'tensorflow/c/c_api_macros.h',
  'tensorflow/c/eager/c_api.h',
  'tensorflow/c/tf_attrtype.h',
  'tensorflow/c/tf_buffer.h',
  'tensorflow/c/tf_datatype.h',
  'tensorflow/c/tf_status.h',
  'tensorflow/c/tf_tensor.h',
  'tensorflow/c/tf_tstring.h',
  'tensorflow/core/platform/ctstring.h',
  'tensorflow/core/platform/ctstring_internal.h',
  'tsl/platform/ctstring.h',
  'tsl/platform/ctstring_internal.h',
  'xla/tsl/c/tsl_status.h',
];

describe('the files taken out of the TensorFlow wheel', () => {
  test.each(openedHeaders)('include the header %s', (header) => {
    expect(isNeededHeader(header)).toBe(true);
    expect(selectWheelMembers([`tensorflow/include/${header}`])).toEqual(
      new Map([[`tensorflow/include/${header}`, `include/${header}`]]),
    );
  });

  test('include the two libraries and nothing else of the same kind', () => {
    const members = selectWheelMembers([
      'tensorflow/libtensorflow_cc.so.2',
      'tensorflow/libtensorflow_framework.so.2',
      'tensorflow/python/_pywrap_tensorflow_internal.so',
      'tensorflow/lite/libtensorflow_cc.so.2',
      'tensorflow/include/tensorflow/core/framework/tensor.h',
      'tensorflow/include/tensorflow/c/',
      'tensorflow/xla_aot_runtime_src/tensorflow/core/platform/ctstring.h',
    ]);
    expect([...members.values()].sort()).toEqual(['lib/libtensorflow_cc.so.2', 'lib/libtensorflow_framework.so.2']);
  });

  test('never land outside the working folder', () => {
    const part = fc.constantFrom('..', '.', 'c', 'tensorflow', 'c_api.h', 'tsl', 'platform', 'ctstring.h', '');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const members = selectWheelMembers([
          `tensorflow/include/${parts.join('/')}`,
          `tensorflow/include/tensorflow/c/${parts.join('/')}/x.h`,
        ]);
        for (const path of members.values()) expect(path.split('/')).not.toContain('..');
      }),
    );
  });
});
