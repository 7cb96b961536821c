// Wants a module of the host at run time.
export default await import('node:child_process');
