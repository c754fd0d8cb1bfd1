"""What the rules of the product tell each other."""

BundleInfo = provider(
    doc = "The product, in one folder that can be moved.",
    fields = {
        "folders": "dict; places of the product, and the File for actions that read what lies at each: folders, links to such, and the file at the top",
        "lists": "dict; places of installed sites, and for each the File that says which wheel a file is of",
        "version_of": "File; the folder of installed distributions that authentik is among",
    },
)

LayerInfo = provider(
    doc = "A piece of an archive: a layer of an image, or a part of the tarball.",
    fields = {
        "segment": "File; the compressed piece, without an end",
        "description": "File; what an image says of it, beside it under its name and .json",
    },
)
