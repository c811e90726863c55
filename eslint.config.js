import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules', 'out', 'dist', 'coverage'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      'max-lines': ['error', { max: 500 }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use a Philox stream: every draw must be repeatable.' },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  { files: ['test/**'], rules: { 'max-lines': 'off' } },
  {
    files: ['main/contract/**', 'main/lab/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'The science has no clock.' },
        { selector: "NewExpression[callee.name='Date']", message: 'The science has no clock.' },
      ],
    },
  },
);
