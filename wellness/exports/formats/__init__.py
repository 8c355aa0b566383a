"""The programme in the formats that others read: from plain facts to octets, nothing else."""
