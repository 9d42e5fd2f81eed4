import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** A floor may import lower floors only; `cli` and `bench` may also use `devnet`, tests and `bench` what is there for tests. */
const floors = (also = []) =>
  [0, 1, 2, 3, 4, 5].map((floor) => ({
    sourceTag: `floor:${floor}`,
    onlyDependOnLibsWithTags: [
      ...Array.from({ length: floor }, (_, lower) => `floor:${lower}`),
      ...(floor === 5 ? ['kind:devnet'] : []),
      ...also,
    ],
  }));

const boundaries = (depConstraints) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    { enforceBuildableLibDependency: true, allowCircularSelfDependency: false, depConstraints },
  ],
});

export default tseslint.config(
  { ignores: ['**/dist', '**/out-tsc', '**/node_modules', 'tools/vectors/data'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.mts', '**/*.mjs'],
    plugins: { '@nx': nx },
    rules: {
      ...boundaries(floors()),
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['**/test/**', 'tools/bench/**'], rules: boundaries(floors(['kind:testkit'])) },
  { files: ['tools/**', '**/*.mjs'], rules: { 'no-console': 'off' } },
);
