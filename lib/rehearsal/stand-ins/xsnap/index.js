// The real package fetches and compiles XS when it is installed. The kernel only imports these two names.
const refuse = () => {
  throw new Error('The rehearsal runs local workers only: XS is not installed');
};

export const xsnap = refuse;
export const recordXSnap = refuse;
