// Climbs out of the answer.
import '../../../../etc/passwd';
