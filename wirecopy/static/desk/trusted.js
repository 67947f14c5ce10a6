// The one way for markup to come into the desk's pages: what htmx swaps in, which is what our own server answered. It may hold no script,
// no frame and no handler; strings never become scripts or addresses of scripts, for the policy makes none.
if (window.trustedTypes) {
  trustedTypes.createPolicy("default", {
    createHTML: (text) => text.replace(/<(\/?)(script|iframe|object|embed)\b/gi, "&lt;$1$2").replace(/\son\w+\s*=/gi, " data-off="),
  });
}
