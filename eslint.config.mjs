import { buildScanConfig } from '@n8n/scan-community-package/scanner/scanner.mjs';
import tseslint from 'typescript-eslint';

/**
 * Published code is held to exactly the rules n8n's scanner applies to a community package (n8n-Cloud level);
 * everything else to the usual TypeScript rules.
 */
export default [
  { ignores: ['dist/**', 'node_modules/**', '.cache/**', 'coverage/**', 'workflows/**/*.json', 'package-lock.json', 'tsconfig*.json'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  ...(await buildScanConfig()).map((part) =>
    part.files ? part : { ...part, files: ['package.json', 'nodes/**/*.{ts,json}', 'credentials/**/*.{ts,json}'] },
  ),
  ...tseslint.configs.recommended.map((part) => ({ ...part, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
];
