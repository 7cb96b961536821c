// Wants the file system.
import { readFileSync } from 'node:fs';
export default readFileSync('/etc/passwd', 'utf8');
