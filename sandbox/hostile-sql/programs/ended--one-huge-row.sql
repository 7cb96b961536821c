-- One row larger than any message may be.
select repeat('x', 100000000);
