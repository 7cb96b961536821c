-- Writes everything to the disk, again and again.
checkpoint;
