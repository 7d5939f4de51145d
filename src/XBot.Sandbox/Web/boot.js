// What the server told this document: who is signed in, and which faults the page itself carries out.
const boot = JSON.parse(document.getElementById('sandbox-boot').textContent);

export const user = boot.user;
export const hasFault = (name) => name in boot.faults;

// Fault leak: strings that nothing lets go of, until the document is left.
if (hasFault('leak')) {
  const kept = [];
  setInterval(() => kept.push(new Uint8Array(1 << 20).fill(kept.length)), boot.faults.leak);
}
