import type { Rule } from '@/lib/upgrade/findings/rule';

export const RULES: readonly Rule[] = [];
