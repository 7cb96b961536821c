// Wants a file of the worker.
import './worker/main.ts';
