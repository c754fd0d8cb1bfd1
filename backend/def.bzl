"""The Python backend: the public rules of this area."""

load("//backend/private:common.bzl", _PYTHON_ATTRS = "PYTHON_ATTRS")
load("//backend/private:hatch_wheel.bzl", _hatch_wheel = "hatch_wheel")
load("//backend/private:imports_check.bzl", _imports_check = "imports_check")
load("//backend/private:nix_site.bzl", _nix_site = "nix_site")
load("//backend/private:providers.bzl", _PythonSiteInfo = "PythonSiteInfo", _PythonTreeInfo = "PythonTreeInfo", _WheelInfo = "WheelInfo")
load("//backend/private:python_site.bzl", _python_site = "python_site")
load("//backend/private:python_tree.bzl", _python_tree = "python_tree")
load("//backend/private:requirements_check.bzl", _requirements_check = "requirements_check")
load("//backend/private:site_parts.bzl", _stored_link = "stored_link")
load("//backend/private:source_contract.bzl", _source_contract = "source_contract")
load("//backend/private:stored_site.bzl", _stored_site = "stored_site")
load("//backend/private:substituted.bzl", _substituted_files = "substituted_files")
load("//backend/private:tree_parts.bzl", _STARTABLE_ATTRS = "STARTABLE_ATTRS", _python_home = "python_home", _startable_tree = "startable_tree", _tree_main = "tree_main")

PYTHON_ATTRS = _PYTHON_ATTRS
PythonSiteInfo = _PythonSiteInfo
PythonTreeInfo = _PythonTreeInfo
STARTABLE_ATTRS = _STARTABLE_ATTRS
WheelInfo = _WheelInfo
hatch_wheel = _hatch_wheel
imports_check = _imports_check
nix_site = _nix_site
python_home = _python_home
python_site = _python_site
python_tree = _python_tree
requirements_check = _requirements_check
source_contract = _source_contract
startable_tree = _startable_tree
stored_link = _stored_link
stored_site = _stored_site
substituted_files = _substituted_files
tree_main = _tree_main
