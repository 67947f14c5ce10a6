/* Solves the puzzle of the form while its reader reads: a number for which SHA-256 of "PUZZLE.NUMBER" begins with so many bits of 0.
   Without this script the form works, too; then it wants some seconds to pass. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-puzzle]");
  if (!form) return;
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
  const fraction = (p, root) => ((p ** (1 / root) % 1) * 2 ** 32) | 0;
  const K = Int32Array.from(primes, (p) => fraction(p, 3)), START = primes.slice(0, 8).map((p) => fraction(p, 2));
  const W = new Int32Array(64), turn = (x, n) => (x >>> n) | (x << (32 - n));

  /* The first 32 bits of the hash of a text in ASCII of fewer than 56 letters. */
  function head(text) {
    W.fill(0, 0, 16);
    for (let i = 0; i < text.length; i++) W[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i & 3));
    W[text.length >> 2] |= 128 << (24 - 8 * (text.length & 3));
    W[15] = 8 * text.length;
    for (let i = 16; i < 64; i++) {
      const x = W[i - 15], y = W[i - 2];
      W[i] = (W[i - 16] + W[i - 7] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, h] = START;
    for (let i = 0; i < 64; i++) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    return (START[0] + a) >>> 0;
  }

  const puzzle = form.dataset.puzzle, least = 2 ** (32 - Number(puzzle.split("-")[1]));
  let number = 0, pressed = false;
  form.addEventListener("submit", (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    pressed = true;
    form.setAttribute("aria-busy", "true");
  });
  (function some() {
    for (const end = performance.now() + 20; performance.now() < end; ) {
      for (let i = 0; i < 200; i++, number++) {
        if (head(puzzle + "." + number) < least) {
          form.elements.answer.value = number;
          if (pressed) form.submit();
          return;
        }
      }
    }
    setTimeout(some);
  })();
})();
