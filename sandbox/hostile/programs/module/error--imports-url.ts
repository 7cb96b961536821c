// Wants code from the network.
import 'https://example.com/x.js';
