"""Matrix products by numpy's BLAS instead of blis: given to spaCy as `--code`, it halves the time of training.

Source of the figure: 4,600 words a second against 2,300 on the same 34,000 words and core.
"""

from thinc.api import NumpyOps, set_current_ops

set_current_ops(NumpyOps(use_blis=False))
