# Builds the wheels of $source and installs them, with $thirdParty, the interpreter and the folders that the core reads, as $out.
# The folders and names are those of //backend:authentik.
# shellcheck shell=bash
interpreter=$python/bin/python$pythonVersion
work=$PWD
fixed=()
[[ -n $relocatable ]] || fixed=(--tree "$out")

# files PLACE...: the source's files at these places, sorted, from its top; without what Python and its tools leave behind.
files() {
	(cd "$source" && find -L "$@" -type f -not -name '*.pyc' -not -path '*/__pycache__/*' -not -path '*/.*_cache/*' \
		-not -path '*.egg-info/*' -not -path '*/node_modules/*' "${skipped[@]}" | sort)
}

# Files that are not installed.
skipped=()
for file in $leftOut; do
	skipped+=(-not -path "$file")
done

# wheel PROJECT FILES [ARGUMENT...]: builds the wheel of a project of the source, of these files of it.
wheel() {
	local project=$1 list=$2
	shift 2
	"$wheel/bin/wheel" wheel --source "$source/$project" --files "$list" --python "$interpreter" --environment "$buildBackend/site" \
		--out "$work/wheels/$(basename "${project/./authentik}")" "$@"
}

"$substitute/bin/substitute" substitute --list "$substitutions" --in "$source" --only --out "$work/substituted" "${fixed[@]}"
mkdir "$work/wheels"
top=()
for file in pyproject.toml README.md LICENSE; do
	[[ ! -e $source/$file ]] || top+=("$file")
done
files authentik "${top[@]}" | sed "s|^|$source/|" >"$work/authentik.files"
wheel . "$work/authentik.files" --overlay "$work/substituted"
for project in "$source"/packages/*/pyproject.toml; do
	project=packages/$(basename "$(dirname "$project")")
	files "$project" | sed "s|^|$source/|" >"$work/package.files"
	wheel "$project" "$work/package.files"
done

mkdir -p "$out/site"
wheels=()
for folder in "$work"/wheels/*; do
	wheels+=(--wheels "$folder")
done
"$site/bin/site" site "${wheels[@]}" --python "$interpreter" --beside "$thirdParty/list" --strict \
	--out "$out/site/in-tree" --scripts "$work/scripts" --data "$work/data" --list "$work/list"
if [[ -n $relocatable ]]; then
	cp -r "$thirdParty/site" "$out/site/third-party"
else
	ln -s "$thirdParty/site" "$out/site/third-party"
fi
"$tree/bin/tree" python-home --python "$python" --data "$work/data" --data "$thirdParty/data" --place python \
	--path site/in-tree --path site/third-party --path . --env AUTHENTIK_TREE_BLUEPRINTS=blueprints --env AUTHENTIK_TREE_DATA=data \
	--env AUTHENTIK_TREE_MEDIA=data/media --out "$out/python"
"$tree/bin/tree" python-programs --scripts "$work/scripts" --scripts "$thirdParty/scripts" --interpreter "../python/bin/python$pythonVersion" --ak --out "$out/bin"

# folder NAME PLACE...: a folder of the tree, from these places in the source's folder of that name.
folder() {
	local name=$1 parts=() file kind
	shift
	while IFS= read -r file; do
		kind=--part
		[[ $file != lifecycle/ak ]] || kind=--executable
		parts+=("$kind" "${file#"$name"/}=$source/$file")
	done < <(files "$@")
	"$bundle/bin/bundle" bundle "${parts[@]}" --out "$out/$name"
}

for name in blueprints lifecycle locale schemas; do
	folder "$name" "$name"
done
web=()
for place in web/icons web/authentik; do
	[[ ! -e $source/$place ]] || web+=("$place")
done
folder web "${web[@]}"
install -m 755 "$source/manage.py" "$out/manage.py"
