import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

/** What comes from outside is drawn as text, never as HTML; `style` in a template's text is refused by the policy. */
const vueRules = {
  'vue/block-lang': ['error', { script: { lang: 'ts' } }],
  'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
  'vue/component-api-style': ['error', ['script-setup']],
  'vue/define-macros-order': ['error', { order: ['defineModel', 'defineProps', 'defineEmits', 'defineSlots'] }],
  'vue/no-static-inline-styles': 'error',
  'vue/no-unused-refs': 'error',
  'vue/no-v-html': 'error',
  'vue/prefer-use-template-ref': 'error',
  'vue/require-typed-ref': 'error',
  'vue/v-for-delimiter-style': 'error',
  // Props that are not there are undefined, as everywhere else in TypeScript
  'vue/require-default-prop': 'off',
  // Prettier's
  'vue/html-self-closing': 'off',
  'vue/html-closing-bracket-newline': 'off',
  'vue/html-indent': 'off',
  'vue/max-attributes-per-line': 'off',
  'vue/multiline-html-element-content-newline': 'off',
  'vue/singleline-html-element-content-newline': 'off',
  'vue/first-attribute-linebreak': 'off',
};

export default tseslint.config(
  { ignores: ['node_modules', 'out', 'dist', 'coverage'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    rules: {
      'max-lines': ['error', { max: 500 }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use a Philox stream: every draw must be repeatable.' },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['renderer/**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser, sourceType: 'module' } },
    rules: {
      ...vueRules,
      'max-lines': ['error', { max: 300 }],
      // TypeScript's, which knows the browser
      'no-undef': 'off',
    },
  },
  {
    files: ['renderer/public/*.js'],
    languageOptions: { globals: { document: 'readonly', localStorage: 'readonly', matchMedia: 'readonly' } },
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
