package pylock

import "testing"

func TestRank(t *testing.T) {
	// Best first.
	order := []string{
		"a-1-cp313-cp313-manylinux_2_5_x86_64.manylinux1_x86_64.whl",
		"a-1-cp313-cp313-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
		"a-1-cp313-cp313-manylinux_2_34_x86_64.whl",
		"a-1-cp311-abi3-manylinux_2_34_x86_64.whl",
		"a-1-cp39-abi3-manylinux_2_17_x86_64.whl",
		"a-1-py3-none-manylinux_2_17_x86_64.whl",
		"a-1-py2.py3-none-any.whl",
	}
	last := 1 << 30
	for _, file := range order {
		if r := Rank(file, "3.13"); r == 0 || r >= last {
			t.Errorf("%s has rank %d, the one before it %d", file, r, last)
		} else {
			last = r
		}
	}
	for _, file := range []string{
		"a-1-cp314-cp314-manylinux_2_17_x86_64.whl",
		"a-1-cp314-abi3-manylinux_2_17_x86_64.whl",
		"a-1-cp313-cp313t-manylinux_2_17_x86_64.whl",
		"a-1-cp313-cp313-musllinux_1_2_x86_64.whl",
		"a-1-cp313-cp313-manylinux_2_17_aarch64.whl",
		"a-1-cp313-cp313-win_amd64.whl",
		"a-1-py2-none-any.whl",
		"a-1.tar.gz",
	} {
		if r := Rank(file, "3.13"); r != 0 {
			t.Errorf("%s has rank %d, it does not fit", file, r)
		}
	}
}
