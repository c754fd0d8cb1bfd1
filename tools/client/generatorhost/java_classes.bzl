"""The rule java_classes: Java without a JDK."""

def _java_classes_impl(ctx):
    classes = ctx.actions.declare_directory(ctx.label.name)
    args = ctx.actions.args()
    args.add_all(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"])
    args.add("-jar", ctx.file._compiler)
    args.add_all(["-source", "17", "-target", "17", "-encoding", "UTF-8", "-proc:none", "-failOnWarning"])
    args.add_joined("-classpath", ctx.files.classpath, join_with = ":")
    args.add("-d", classes.path)
    args.add_all(ctx.files.srcs)
    ctx.actions.run(
        executable = ctx.file._java,
        arguments = [args],
        inputs = ctx.files.srcs + ctx.files.classpath,
        tools = depset([ctx.file._compiler] + ctx.files._jre + ctx.files._engine),
        outputs = [classes],
        mnemonic = "EclipseJavac",
        progress_message = "Compiling %{label}",
    )
    return [DefaultInfo(files = depset([classes]))]

java_classes = rule(
    doc = "Compiles Java sources; the output is the folder of their classes. The pinned runtime runs a compiler that is a Java program itself.",
    implementation = _java_classes_impl,
    attrs = {
        "srcs": attr.label_list(
            doc = "The sources.",
            allow_files = [".java"],
            mandatory = True,
        ),
        "classpath": attr.label_list(
            doc = "Jars that the sources use. The output does not have their classes.",
            allow_files = [".jar"],
        ),
        "_compiler": attr.label(
            default = "@ecj//:lib/ecj.jar",
            allow_single_file = True,
            cfg = "exec",
        ),
        "_java": attr.label(
            default = "@jre//:bin/java",
            allow_single_file = True,
            cfg = "exec",
        ),
        "_jre": attr.label(
            default = "@jre//:files",
            allow_files = True,
            cfg = "exec",
        ),
        "_engine": attr.label(
            default = "@engine//:identity",
            allow_single_file = True,
            cfg = "exec",
        ),
    },
)
