// A plan's step as the script of one core eval, in the form in which the chain's tools generate it.

/** A JavaScript literal with bare keys and trailing commas, as the chain's scripts write it. @param {unknown} value @returns {string} */
function literal(value, indent = '') {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => `${inner}${literal(item, inner)},\n`).join('')}${indent}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) return '{}';
    /** @param {string} key */
    const bare = (key) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));
    return `{\n${entries.map(([key, item]) => `${inner}${bare(key)}: ${literal(item, inner)},\n`).join('')}${indent}}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}

/** @param {string} bundle @param {(name: string) => string | undefined} idOf */
const bundleRef = (bundle, idOf) => {
  const bundleID = /^b1-[0-9a-f]{128}$/.test(bundle) ? bundle : idOf(bundle);
  return bundleID ? { bundleID } : { bundleName: bundle };
};

/** Bundles by their ids, as the chain's builder leaves them in the script. @param {unknown} arg @param {(name: string) => string | undefined} idOf */
const builtArg = (arg, idOf) => {
  if (typeof arg !== 'object' || arg === null || !('bundle' in arg)) return arg;
  const { bundle, ...rest } = arg;
  return { ...rest, bundleRef: bundleRef(String(bundle), idOf) };
};

/** @param {import('./scenario.js').Proposal} proposal @param {(name: string) => string | undefined} idOf */
const record = ({ module, entrypoint, args }, idOf) => ({
  call: [entrypoint, ...args.map((arg) => builtArg(arg, idOf))],
  customManifest: {
    [entrypoint]: { consume: { vatAdminSvc: 'vatAdminSvc', vatStore: 'vatStore' }, produce: {} },
  },
  ref: { module },
});

/** Every proposal starts at once; the eval succeeds when all have. */
const ENACT = `
const enactCoreProposals = ({ modules }) =>
  Promise.all(
    metadataRecords.map(async ({ call: [entrypoint, ...args], ref: { module } }) => {
      const behavior = modules[module]?.[entrypoint];
      if (!behavior) throw Error(\`module "\${module}" has no "\${entrypoint}"\`);
      console.info('coreProposal:', entrypoint);
      return behavior(...args);
    }),
  );
enactCoreProposals;
`;

/**
 * The message that carries one step over the bridge.
 * @param {import('./scenario.js').Step} step
 * @param {(name: string) => string | undefined} idOf
 */
export const coreEval = (step, idOf) => {
  const records = step.proposals.map((proposal) => record(proposal, idOf));
  const jsCode = `// ${step.title.replace(/\s+/g, ' ')}\n/* eslint-disable */\n\nconst metadataRecords = harden(${literal(records)});\n${ENACT}`;
  return { type: 'CORE_EVAL', evals: [{ json_permits: 'true', js_code: jsCode }] };
};
