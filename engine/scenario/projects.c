/* Projects: dated changes. */
#include <string.h>

#include "loader.h"

static cb_status finish_project(cb_loader *loader, const cb_yaml *node, void *record)
{
    cb_project *project = record;
    const cb_yaml *from = cb_yaml_get(node, cb_schema_name(CB_SECTION_PROJECT, offsetof(cb_project, from)));
    const cb_yaml *to = cb_yaml_get(node, cb_schema_name(CB_SECTION_PROJECT, offsetof(cb_project, to)));
    project->mark = node->mark;
    if (!project->name)
        project->name = project->id;
    if (!from != !to)
        CB_GO_ON(cb_diagnose(loader->diagnostics, node->mark,
                             "the project `%s` has only one end: give both `from` and `to`, or neither", project->id));
    return cb_schema_evidence(loader, CB_SECTION_PROJECT, node, project->source, project->assumed);
}

cb_status cb_load_projects(cb_loader *loader, const cb_root_record *root, cb_variant *variant)
{
    void *records;
    cb_status status = cb_records_read(loader, CB_SECTION_PROJECT, root->projects, sizeof(cb_project), true,
                                       finish_project, &records, &variant->project_count);
    variant->projects = records;
    return status;
}
